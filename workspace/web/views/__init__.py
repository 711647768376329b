"""Views: find the row this person may see, act, answer. Nothing else."""
