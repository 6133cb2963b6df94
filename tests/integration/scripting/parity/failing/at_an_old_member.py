import clr

rows = [1]
rows.Add(2)
rows.Insert(
    0, rows.Count / 0)
