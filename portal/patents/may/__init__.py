"""The questions behind `portal.patents.tradability`: one module for each group of rules, each line with its rule."""
