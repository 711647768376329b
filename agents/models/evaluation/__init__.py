"""Evaluations of models, as plain values: cases of a use, what they are worth when done, which rungs pass, and where a use starts."""
