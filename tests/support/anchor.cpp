// Keeps the support library a library while it has no other source.
namespace rettesnor::test {}
