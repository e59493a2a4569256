# Pools.
