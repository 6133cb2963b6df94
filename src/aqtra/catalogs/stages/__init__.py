"""What the data layer does in a publication: stages 5, 6 and 7."""
