"""The listening socket, bound before anything else is touched, so that a taken port is told in one sentence."""

import errno
import socket

from multaqa.operate.errors import CannotOperate


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at the address; port 0 takes a free one. Raises CannotOperate."""
    bound = _bound(host, port, shared=False)
    bound.set_inheritable(False)
    return bound


def reserve(host: str, port: int) -> socket.socket:
    """A socket that holds the address for workers who `share` it, and listens to nobody. Raises CannotOperate, also where
    another program shares the port with its own workers."""
    with bind(host, port) as probe:
        port = probe.getsockname()[1]
    return _bound(host, port, shared=True, listens=False)


def share(host: str, port: int) -> socket.socket:
    """A worker's own socket at a reserved address: the kernel shares callers out among those who listen."""
    return _bound(host, port, shared=True)


def _bound(host: str, port: int, *, shared: bool, listens: bool = True) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        raise CannotOperate(f"MULTAQA_HOST is {host!r}, which is no address of this machine ({error.strerror}).") from error
    bound = socket.socket(family, kind, protocol)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        bound.bind(address)
        # Linux lets a second socket bind to a port nobody listens on yet; listening is what makes it ours.
        if listens:
            bound.listen(2048)
    except OSError as error:
        bound.close()
        raise CannotOperate(_why(error, host, port)) from error
    return bound


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program; stop it, or set MULTAQA_PORT."
    if error.errno == errno.EACCES:
        return f"Port {port} is for the administrator only; choose one above 1023 with MULTAQA_PORT and put a proxy before it."
    return f"The server cannot listen on {host}, port {port} ({error.strerror}); set MULTAQA_HOST and MULTAQA_PORT."
