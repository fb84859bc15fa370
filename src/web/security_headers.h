/* SPDX-License-Identifier: EUPL-1.2 */
/* The headers that every answer carries, as one block of lines. */
#ifndef KC_WEB_SECURITY_HEADERS_H
#define KC_WEB_SECURITY_HEADERS_H

/*
 * No inline code, nothing from elsewhere, no framing. `data:` images are what
 * KERN's style sheet holds its icons in. Referrer-Policy is same-origin, not
 * no-referrer: with the latter browsers send "Origin: null" from our own forms.
 */
#define SECURITY_HEADERS                                                                           \
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; "           \
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "              \
    "base-uri 'none'; frame-ancestors 'none'\r\n"                                                  \
    "X-Content-Type-Options: nosniff\r\n"                                                          \
    "X-Frame-Options: DENY\r\n"                                                                    \
    "Referrer-Policy: same-origin\r\n"                                                             \
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=(), "           \
    "browsing-topics=()\r\n"                                                                       \
    "Cross-Origin-Opener-Policy: same-origin\r\n"                                                  \
    "Cross-Origin-Resource-Policy: same-origin\r\n"
/* Only where a browser speaks TLS with what is in front of us: two years. */
#define SECURITY_HEADER_HSTS "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"

#endif
