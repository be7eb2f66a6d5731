"""The course of a case: what may follow what, who may do it, and what becomes of its findings."""
