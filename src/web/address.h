/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Addresses of peers and lists of them. They are compared, never logged.
 * IPv4 is kept as IPv4-mapped IPv6, so that there is one form.
 */
#ifndef KC_WEB_ADDRESS_H
#define KC_WEB_ADDRESS_H

#include "base/slice.h"

enum address_kind {
    ADDRESS_UNKNOWN,
    ADDRESS_IP,
    ADDRESS_UNIX, /* a Unix socket: somebody on this machine */
};

struct address {
    enum address_kind kind;
    uint8_t ip[16];
};

enum { ADDRESS_RANGES_MAX = 32 };

/* All addresses that share the first `bits` bits. */
struct address_range {
    struct address from;
    int bits; /* 0..128 */
};

struct address_list {
    struct address_range ranges[ADDRESS_RANGES_MAX];
    size_t len;
};

/* "192.0.2.1", "2001:db8::1", "[2001:db8::1]"; no port, no zone. ERR_INVALID otherwise. */
MUST_USE enum err address_parse(struct slice s, struct address *ret_address);
bool address_eq(const struct address *a, const struct address *b);
/* 127.0.0.0/8, ::1, or a Unix socket. */
bool address_is_local(const struct address *a);

/*
 * "10.0.0.0/8, 2001:db8::/32, 192.0.2.7"; empty is allowed.
 *   ERR_INVALID  one of them is none, or bits are set behind the prefix
 *   ERR_LIMIT    more than ADDRESS_RANGES_MAX
 */
MUST_USE enum err address_list_parse(struct slice s, struct address_list *ret_list);
bool address_list_has(const struct address_list *list, const struct address *a);

#endif
