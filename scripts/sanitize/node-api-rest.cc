// Functions of Node-API that node-addon-api's headers name and nothing in the harness calls.
#include <cstdlib>

#define NEVER_CALLED(name) \
  extern "C" void name() { std::abort(); }

NEVER_CALLED(napi_async_destroy)
NEVER_CALLED(napi_close_callback_scope)
NEVER_CALLED(napi_close_escapable_handle_scope)
NEVER_CALLED(napi_create_object)
NEVER_CALLED(napi_create_type_error)
NEVER_CALLED(napi_define_properties)
NEVER_CALLED(napi_escape_handle)
NEVER_CALLED(napi_fatal_error)
NEVER_CALLED(napi_get_last_error_info)
NEVER_CALLED(napi_get_property)
NEVER_CALLED(napi_has_property)
NEVER_CALLED(napi_open_escapable_handle_scope)
NEVER_CALLED(napi_throw)
NEVER_CALLED(napi_typeof)
