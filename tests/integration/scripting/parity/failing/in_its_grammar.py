value = 1

if value == 1
    value = 2
