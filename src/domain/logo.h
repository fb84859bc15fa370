/* SPDX-License-Identifier: EUPL-1.2 */
/* The image that an organisation shows on its page, known by its bytes (ORG-32). Pure. */
#ifndef KC_DOMAIN_LOGO_H
#define KC_DOMAIN_LOGO_H

#include "base/limits.h"
#include "base/slice.h"

enum logo_kind { LOGO_NONE, LOGO_PNG, LOGO_JPEG, LOGO_WEBP };
enum { LOGO_KINDS = LOGO_WEBP + 1 };

/* "image/png"; "" for none. */
const char *logo_kind_type(enum logo_kind kind);
enum logo_kind logo_kind_of_type(struct slice type);

/*
 * What image the bytes are, by their first ones and, for size, what its header says: PNG (W3C),
 * JPEG (ITU T.81), WebP (RFC 9649). LOGO_NONE when they are none, or wider or higher than
 * LOGO_PIXELS_MAX. SVG is refused: it may hold scripts and addresses of others (ORG-32).
 */
enum logo_kind logo_kind_of(struct slice bytes);

#endif
