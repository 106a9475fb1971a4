"""Answers in the making."""
