/* SPDX-License-Identifier: EUPL-1.2 */
/* The server's key: a file that nobody else may read. */
#ifndef KC_WEB_KEY_FILE_H
#define KC_WEB_KEY_FILE_H

#include "base/crypto.h"
#include "base/ctx.h"

/*
 * The key in this file; made (mode 0600, random) when there is none.
 *   ERR_DENIED   others may read or write it
 *   ERR_CORRUPT  it is not CRYPTO_KEY_BYTES long
 *   ERR_IO       it cannot be read or written
 */
MUST_USE enum err key_file_load(struct ctx *ctx, const char *path, struct crypto_key *ret_key);

#endif
