/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { MAPPED_BITS = 96 };
static const uint8_t MAPPED[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool
is_mapped(const uint8_t *ip)
{
    return memcmp(ip, MAPPED, sizeof MAPPED) == 0;
}

enum err
address_parse(struct slice s, struct address *ret_address)
{
    char buf[INET6_ADDRSTRLEN];
    struct address a = {.kind = ADDRESS_IP};

    if (s.len >= 2 && s.at[0] == '[' && s.at[s.len - 1] == ']')
        s = slice_sub(s, 1, s.len - 2);
    if (s.len == 0 || s.len >= sizeof buf || memchr(s.at, 0, s.len) != NULL)
        return ERR_INVALID;
    memcpy(buf, s.at, s.len);
    buf[s.len] = 0;
    memcpy(a.ip, MAPPED, sizeof MAPPED);
    if (inet_pton(AF_INET, buf, a.ip + sizeof MAPPED) != 1 && inet_pton(AF_INET6, buf, a.ip) != 1)
        return ERR_INVALID;
    *ret_address = a;
    return OK;
}

bool
address_eq(const struct address *a, const struct address *b)
{
    return a->kind == b->kind && (a->kind != ADDRESS_IP || memcmp(a->ip, b->ip, sizeof a->ip) == 0);
}

bool
address_is_local(const struct address *a)
{
    static const uint8_t one[16] = {[15] = 1};

    switch (a->kind) {
    case ADDRESS_UNKNOWN:
        return false;
    case ADDRESS_UNIX:
        return true;
    case ADDRESS_IP:
        return memcmp(a->ip, one, sizeof one) == 0 || (is_mapped(a->ip) && a->ip[12] == 127);
    }
    return false;
}

/* Whether the first `bits` bits are the same. */
static bool
prefix_eq(const uint8_t *a, const uint8_t *b, int bits)
{
    size_t whole = (size_t)bits / 8;
    int rest = bits % 8;

    if (memcmp(a, b, whole) != 0)
        return false;
    return rest == 0 || (a[whole] >> (8 - rest)) == (b[whole] >> (8 - rest));
}

static enum err
range_parse(struct slice s, struct address_range *ret_range)
{
    size_t slash = slice_find_char(s, '/');
    struct address_range r = {.bits = 128};
    int64_t bits;
    bool v4;

    TRY(address_parse(slice_sub(s, 0, slash), &r.from));
    v4 = is_mapped(r.from.ip) && slice_find_char(slice_sub(s, 0, slash), ':') == slash;
    if (slash < s.len) {
        TRY(slice_int(slice_sub(s, slash + 1, s.len), 0, v4 ? 32 : 128, &bits));
        r.bits = (int)bits + (v4 ? MAPPED_BITS : 0);
    }
    for (int bit = r.bits; bit < 128; bit++) {
        if (r.from.ip[bit / 8] & (0x80 >> bit % 8))
            return ERR_INVALID;
    }
    *ret_range = r;
    return OK;
}

enum err
address_list_parse(struct slice s, struct address_list *ret_list)
{
    struct address_list list = {.len = 0};
    struct slice part;

    while (slice_next(&s, ',', &part)) {
        part = slice_trim(part);
        if (part.len == 0 && s.len == 0 && list.len == 0)
            break;
        if (list.len == ADDRESS_RANGES_MAX)
            return ERR_LIMIT;
        if (range_parse(part, &list.ranges[list.len++]) != OK)
            return ERR_INVALID;
    }
    *ret_list = list;
    return OK;
}

bool
address_list_has(const struct address_list *list, const struct address *a)
{
    if (a->kind != ADDRESS_IP)
        return false;
    for (size_t i = 0; i < list->len; i++) {
        if (prefix_eq(list->ranges[i].from.ip, a->ip, list->ranges[i].bits))
            return true;
    }
    return false;
}
