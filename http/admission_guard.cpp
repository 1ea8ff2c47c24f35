// Hands admitted requests to httplib over a stream in memory.
#include "http/admission_guard.h"

#include <algorithm>
#include <cstring>

namespace rettesnor::http {
namespace {

/// Gives httplib a head to read and takes the answer it writes.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string head) : head_(std::move(head)) {}
  std::string take_written() { return std::move(written_); }

  bool is_readable() const override { return at_ < head_.size(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t room) override {
    const std::size_t moved = std::min(room, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, moved);
    at_ += moved;
    return static_cast<ssize_t>(moved);
  }
  ssize_t write(const char* from, size_t bytes) override {
    written_.append(from, bytes);
    return static_cast<ssize_t>(bytes);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::string written_;
};

/// The request that runs on this thread; httplib's own copy is made to fit its worse manners.
thread_local const Request* current = nullptr;

void put(const Response& answer, httplib::Response& response) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  if (!answer.media_type.empty()) response.set_content(answer.body, answer.media_type);
}

const Response kBroken{500,
                       {{"Cache-Control", "no-store"},
                        {"Content-Security-Policy", "default-src 'none'"},
                        {"X-Content-Type-Options", "nosniff"}},
                       "text/plain; charset=utf-8",
                       "Noget gik i stykker her. / Something broke here.\n"};

}  // namespace

AdmissionGuard::AdmissionGuard(const ConnectionLoopSettings& settings,
                               std::function<Response(const Request&)> answer)
    : answer_(std::move(answer)) {
  set_keep_alive_timeout(
      std::chrono::duration_cast<std::chrono::seconds>(settings.head_patience).count());
  set_keep_alive_max_count(settings.requests_per_connection);
  set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
    put(answer_(*current), response);
    return HandlerResponse::Handled;
  });
  set_exception_handler([](const httplib::Request&, httplib::Response& response,
                           const std::exception_ptr&) { put(kBroken, response); });
}

core::Result<std::unique_ptr<AdmissionGuard>> AdmissionGuard::start(
    ListeningSocket socket, std::optional<TlsIdentity> identity,
    const ConnectionLoopSettings& settings, int workers,
    std::function<Response(const Request&)> answer) {
  std::unique_ptr<AdmissionGuard> guard(new AdmissionGuard(settings, std::move(answer)));
  AdmissionGuard& self = *guard;
  self.loop_ = std::make_unique<ConnectionLoop>(std::move(socket), std::move(identity), settings,
                                                [&self](Admitted admitted) {
                                                  {
                                                    const std::lock_guard lock(self.mutex_);
                                                    self.waiting_.push_back(std::move(admitted));
                                                  }
                                                  self.arrived_.notify_one();
                                                });
  for (int i = 0; i < std::max(workers, 1); ++i) {
    self.workers_.emplace_back([&self] { self.work(); });
  }
  TRY(self.loop_->begin());
  return guard;
}

AdmissionGuard::~AdmissionGuard() {
  stop();
}

void AdmissionGuard::stop() {
  loop_->stop();
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  arrived_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

void AdmissionGuard::work() {
  while (true) {
    Admitted admitted;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return over_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      admitted = std::move(waiting_.front());
      waiting_.pop_front();
    }
    std::string bytes = bytes_of_answer(admitted.request, admitted.after);
    loop_->answer(admitted.connection, std::move(bytes), admitted.after);
  }
}

std::string AdmissionGuard::bytes_of_answer(const Request& request, RequestHead::After after) {
  // httplib gets no header of the client's: it would percent-decode them, match Range with a regex
  // that recurses, and compress beside a secret when Accept-Encoding asks for it.
  MemoryStream stream(request.method + " / HTTP/1.1\r\n\r\n");
  current = &request;
  bool closed = false;
  const bool close = after == RequestHead::After::close;
#if CPPHTTPLIB_VERSION_NUM >= 0x001200
  process_request(stream, "", 0, "", 0, close, closed, nullptr);
#else
  process_request(stream, close, closed, nullptr);
#endif
  current = nullptr;
  return stream.take_written();
}

bool AdmissionGuard::process_and_close_socket(socket_t) {
  return false;
}

}  // namespace rettesnor::http
