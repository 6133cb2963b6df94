def total(rows):
    # The second row has no amount.
    return sum(
        row["amount"]
        for row in rows
    )


total([{"amount": 1}, {}])
