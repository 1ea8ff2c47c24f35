// Reads and writes without waiting; OpenSSL does the TLS.
#include "http/wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace rettesnor::http {
namespace {

using Outcome = Wire::Step::Outcome;

void free_session(ssl_st* session) {
  SSL_free(session);
}

core::Error bad_file(const std::string& file) {
  ERR_clear_error();
  return core::fail(core::ErrorKind::invalid_input, core::ErrorCode{"unusable_for_tls"},
                    {{"file", file}})
      .value();
}

Wire::Step step_of_errno(ssize_t moved, Outcome when_full) {
  if (moved > 0) return {Outcome::moved, static_cast<std::size_t>(moved)};
  if (moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return {when_full};
  return {Outcome::ended};
}

}  // namespace

core::Result<TlsIdentity> TlsIdentity::load(const std::string& certificate_file,
                                            const std::string& key_file) {
  TlsIdentity made;
  made.context_ = {SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
  ssl_ctx_st* context = made.context_.get();
  if (context == nullptr || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
    return tl::unexpected(bad_file(certificate_file));
  }
  SSL_CTX_set_options(
      context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1) {
    return tl::unexpected(bad_file(certificate_file));
  }
  if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    return tl::unexpected(bad_file(key_file));
  }
  return made;
}

Wire::Wire(int descriptor, const TlsIdentity* identity)
    : descriptor_(descriptor), session_(nullptr, free_session) {
  if (identity == nullptr) return;
  session_.reset(SSL_new(identity->context()));
  SSL_set_fd(session_.get(), descriptor_);
  SSL_set_accept_state(session_.get());
}

Wire::~Wire() {
  session_.reset();
  ::close(descriptor_);
}

Wire::Step Wire::step_of(int result) const {
  if (result > 0) return {Outcome::moved, static_cast<std::size_t>(result)};
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {Outcome::wants_read};
    case SSL_ERROR_WANT_WRITE:
      return {Outcome::wants_write};
    default:
      ERR_clear_error();
      return {Outcome::ended};
  }
}

Wire::Step Wire::read(char* to, std::size_t room) {
  if (!session_) return step_of_errno(recv(descriptor_, to, room, 0), Outcome::wants_read);
  ERR_clear_error();
  return step_of(SSL_read(session_.get(), to, static_cast<int>(room)));
}

Wire::Step Wire::write(std::string_view bytes) {
  if (!session_) {
    return step_of_errno(send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                         Outcome::wants_write);
  }
  ERR_clear_error();
  constexpr std::size_t kMost = 256 * 1024;
  return step_of(
      SSL_write(session_.get(), bytes.data(), static_cast<int>(std::min(bytes.size(), kMost))));
}

void Wire::end_writing() {
  if (session_ && SSL_is_init_finished(session_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(session_.get());
    ERR_clear_error();
  }
  shutdown(descriptor_, SHUT_WR);
}

}  // namespace rettesnor::http
