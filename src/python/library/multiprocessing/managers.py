# Managers.
