/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/err.h"

const char *
err_name(enum err e)
{
    switch (e) {
    case OK:
        return "OK";
    case ERR_INVALID:
        return "INVALID";
    case ERR_DENIED:
        return "DENIED";
    case ERR_NOT_FOUND:
        return "NOT_FOUND";
    case ERR_CONFLICT:
        return "CONFLICT";
    case ERR_LIMIT:
        return "LIMIT";
    case ERR_BUSY:
        return "BUSY";
    case ERR_CORRUPT:
        return "CORRUPT";
    case ERR_IO:
        return "IO";
    }
    return "?";
}
