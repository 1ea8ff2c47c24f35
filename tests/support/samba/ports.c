// Lets a stock Samba listen on other ports than 389, 636, 3268 and 3269, which are fixed in it.
//
// Loaded with LD_PRELOAD. SAMBA_PORTS is a list of "own=real" pairs, e.g. "389=24001,636=24002".
// bind() goes to the real port; getsockname() tells the own one again, because Samba decides by the
// local port whether a connection begins with TLS.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum direction { own_to_real, real_to_own };

static in_port_t moved(in_port_t port, enum direction way) {
  const char* at = getenv("SAMBA_PORTS");
  while (at && *at) {
    char* rest;
    const unsigned long own = strtoul(at, &rest, 10);
    if (*rest != '=') break;
    const unsigned long real = strtoul(rest + 1, &rest, 10);
    if (way == own_to_real && own == port) return (in_port_t)real;
    if (way == real_to_own && real == port) return (in_port_t)own;
    at = *rest == ',' ? rest + 1 : rest;
  }
  return port;
}

int bind(int socket, const struct sockaddr* address, socklen_t size) {
  int (*next)(int, const struct sockaddr*, socklen_t);
  *(void**)&next = dlsym(RTLD_NEXT, "bind");
  if (!address || address->sa_family != AF_INET || size < sizeof(struct sockaddr_in)) {
    return next(socket, address, size);
  }
  struct sockaddr_in to;
  memcpy(&to, address, sizeof to);
  to.sin_port = htons(moved(ntohs(to.sin_port), own_to_real));
  return next(socket, (struct sockaddr*)&to, sizeof to);
}

int getsockname(int socket, struct sockaddr* address, socklen_t* size) {
  int (*next)(int, struct sockaddr*, socklen_t*);
  *(void**)&next = dlsym(RTLD_NEXT, "getsockname");
  const int result = next(socket, address, size);
  if (result == 0 && address && address->sa_family == AF_INET &&
      *size >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in* at = (struct sockaddr_in*)address;
    at->sin_port = htons(moved(ntohs(at->sin_port), real_to_own));
  }
  return result;
}
