"""What keeps data safe from loss and from others: rotation of encryption keys, backups and their restoration.

Knows where sealed values and contents lie; refuses to know what they mean.
"""
