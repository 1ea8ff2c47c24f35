// One accepted connection's bytes, in the clear or under TLS, without ever waiting.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace rettesnor::http {

/// Certificate and key, TLS 1.2 or later. Immutable; shared by all connections.
class TlsIdentity {
 public:
  /// PEM files; the certificate's may hold the chain. invalid_input names the file.
  static core::Result<TlsIdentity> load(const std::string& certificate_file,
                                        const std::string& key_file);
  ssl_ctx_st* context() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

/// Owns the descriptor, which must not block.
class Wire {
 public:
  /// `identity` null: in the clear.
  Wire(int descriptor, const TlsIdentity* identity);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  struct Step {
    enum class Outcome { moved, wants_read, wants_write, ended } outcome;
    std::size_t bytes = 0;  ///< > 0 when moved
  };
  /// At most `room` bytes into `to`.
  Step read(char* to, std::size_t room);
  Step write(std::string_view bytes);
  /// Tells the other side that nothing more comes.
  void end_writing();
  int descriptor() const { return descriptor_; }

 private:
  Step step_of(int result) const;
  int descriptor_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> session_;
};

}  // namespace rettesnor::http
