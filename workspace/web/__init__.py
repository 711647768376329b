"""Every view, consumer, form and template tag, and the commands."""
