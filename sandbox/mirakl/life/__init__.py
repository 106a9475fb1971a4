"""The simulation: while it runs, somebody always writes."""

from sandbox.mirakl.life.simulation import Life

__all__ = ["Life"]
