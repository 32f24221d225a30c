#include "CPostgres.h"

#include <dlfcn.h>

static swisma_libpq functions;

const swisma_libpq *swisma_libpq_load(const char *file, const char **reason) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    *reason = dlerror();
    return 0;
  }
/* POSIX, not C, says that a pointer from dlsym is a function: hence the detour over the object. */
#define SWISMA_LIBPQ_LOOK_UP(result, name, ...)                                                   \
  if (!(*(void **)&functions.name = dlsym(library, #name))) {                                     \
    *reason = "it has no function " #name;                                                        \
    return 0;                                                                                     \
  }
  SWISMA_LIBPQ_FUNCTIONS(SWISMA_LIBPQ_LOOK_UP)
#undef SWISMA_LIBPQ_LOOK_UP
#define SWISMA_LIBPQ_TRY(result, name, ...) *(void **)&functions.name = dlsym(library, #name);
  SWISMA_LIBPQ_PIPELINE_FUNCTIONS(SWISMA_LIBPQ_TRY)
#undef SWISMA_LIBPQ_TRY
  return &functions;
}
