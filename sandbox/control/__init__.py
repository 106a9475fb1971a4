"""What the control of every rehearsal marketplace has: calls, faults, settings, and the pages' building."""
