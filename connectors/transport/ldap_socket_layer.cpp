// The library's table of socket functions, filled in with the functions of DeadlineSocket.
#include "connectors/transport/ldap_socket_layer.h"

#include <lber.h>

namespace rettesnor::connectors {
namespace {

DeadlineSocket& socket_of(Sockbuf_IO_Desc* layer) {
  return *static_cast<DeadlineSocket*>(layer->sbiod_pvt);
}

Sockbuf_IO socket_layer() {
  Sockbuf_IO io{};
  io.sbi_setup = [](Sockbuf_IO_Desc* layer, void* socket) {
    layer->sbiod_pvt = socket;
    return 0;
  };
  io.sbi_remove = [](Sockbuf_IO_Desc*) { return 0; };
  io.sbi_ctrl = [](Sockbuf_IO_Desc* layer, int option, void*) {
    return option == LBER_SB_OPT_DATA_READY && socket_of(layer).has_buffered() ? 1 : 0;
  };
  io.sbi_read = [](Sockbuf_IO_Desc* layer, void* into, ber_len_t size) -> ber_slen_t {
    return socket_of(layer).read(into, size);
  };
  io.sbi_write = [](Sockbuf_IO_Desc* layer, void* from, ber_len_t size) -> ber_slen_t {
    return socket_of(layer).write(from, size);
  };
  io.sbi_close = [](Sockbuf_IO_Desc* layer) {
    socket_of(layer).close();
    return 0;
  };
  return io;
}

}  // namespace

void route_through(DeadlineSocket& socket, sockbuf* buffer, std::uint64_t max_message) {
  static Sockbuf_IO layer = socket_layer();
  ber_sockbuf_add_io(buffer, &layer, LBER_SBIOD_LEVEL_PROVIDER, &socket);
  ber_len_t limit = max_message;
  ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &limit);
}

}  // namespace rettesnor::connectors
