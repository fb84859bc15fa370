/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of routes.def. Apart from route.c, so that tests can bring their own. */
#include "web/route.h"

const struct route ROUTES[] = {
#define ROUTE(name, method, path, handler, right, body, flags)                                     \
    {#name, method, path, handler, right, body, flags},
#include "web/routes.def"
#undef ROUTE
};
const size_t ROUTES_LEN = ARRAY_LEN(ROUTES);
