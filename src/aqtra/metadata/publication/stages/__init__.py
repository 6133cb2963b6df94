"""The stages that concern metadata itself. The others are delivered by the packages whose work they do."""
