# `hashlib`. What it costs in virtual time grows with the length of the data.

# Lengths of the digest and of a block, in bytes.
_SIZES = {
    "md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128),
    "sha3_224": (28, 144), "sha3_256": (32, 136), "sha3_384": (48, 104), "sha3_512": (64, 72),
    "shake_128": (0, 168), "shake_256": (0, 136), "blake2b": (64, 128), "blake2s": (32, 64),
}
# How many rounds are made at once.
_ROUNDS = 5000


class _Hash:
    def __init__(self, name, data, digest_size=None):
        self.name = name
        self._data = bytearray()
        self.digest_size, self.block_size = _SIZES[name]
        if digest_size is not None:
            if not 1 <= digest_size <= self.digest_size:
                raise ValueError(f"digest_size must be between 1 and {self.digest_size} bytes")
            self.digest_size = digest_size
        self.update(data)

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        self._data += data

    def digest(self):
        return _rt_digest(self.name, self._data, self.digest_size)

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = type(self)(self.name, self._data)
        other.digest_size = self.digest_size
        return other

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {hex(id(self))}>"


class _Shake(_Hash):
    def digest(self, length):
        if length < 0:
            raise ValueError("value must be positive")
        if length > 1 << 24:
            raise OverflowError("a digest is not longer than 16 MiB here")
        return _rt_digest(self.name, self._data, length)

    def hexdigest(self, length):
        return self.digest(length).hex()


algorithms_guaranteed = set(_SIZES)
algorithms_available = set(_SIZES)


def new(name, data=b"", *, usedforsecurity=True):
    name = name.lower().replace("sha-", "sha").replace("-", "_")
    if name not in _SIZES:
        raise ValueError("unsupported hash type " + name)
    return (_Shake if name.startswith("shake") else _Hash)(name, data)


def _maker(name):
    def make(string=b"", *, usedforsecurity=True):
        return new(name, string)
    make.__name__ = make.__qualname__ = "openssl_" + name
    return make


md5 = _maker("md5")
sha1 = _maker("sha1")
sha224 = _maker("sha224")
sha256 = _maker("sha256")
sha384 = _maker("sha384")
sha512 = _maker("sha512")
sha3_224 = _maker("sha3_224")
sha3_256 = _maker("sha3_256")
sha3_384 = _maker("sha3_384")
sha3_512 = _maker("sha3_512")
shake_128 = _maker("shake_128")
shake_256 = _maker("shake_256")


def blake2b(data=b"", /, *, digest_size=64, usedforsecurity=True):
    return _Hash("blake2b", data, digest_size)


def blake2s(data=b"", /, *, digest_size=32, usedforsecurity=True):
    return _Hash("blake2s", data, digest_size)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    length = new(hash_name).digest_size
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = length
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    key = b""
    number = 0
    while len(key) < dklen:
        number += 1
        state = _rt_pbkdf2(hash_name, password, salt + number.to_bytes(4, "big"), 0)
        left = iterations - 1
        while left > 0:
            state = _rt_pbkdf2(hash_name, password, state, min(left, _ROUNDS))
            left -= _ROUNDS
        key += state[length:]
    return key[:dklen]
