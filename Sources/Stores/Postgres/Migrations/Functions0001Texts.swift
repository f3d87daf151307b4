extension Functions0001 {
    /// The functions on texts and identifiers.
    ///
    /// | function | answers |
    /// |---|---|
    /// | `text_moment(value)` | the microseconds since 1970 of a date or date-time, exactly as `Timestamp` reads it |
    /// | `text_like(value, pattern, ignoring_case)` | 1 when the pattern matches, else 0 |
    /// | `identifier_text(id)` | the identifier's 36 characters |
    static let texts = #"""
        -- PostgreSQL's own reader takes more (BC, names of months, infinity) and asks the session's time zone.
        CREATE FUNCTION text_moment(value text) RETURNS bigint
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE
            year int;
            month int;
            day int;
            hour int;
            minute int;
            second int := 0;
            fraction int := 0;
            time_offset int := 0;
            -- What stands behind the minute.
            rest text;
            zone text;
            days int;
        BEGIN
            -- Of a longer fraction the rest does not count.
            value := left(value, 64);
            IF value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)?$' THEN
                RETURN NULL;
            END IF;
            year := substr(value, 1, 4);
            month := substr(value, 6, 2);
            day := substr(value, 9, 2);
            IF month < 1 OR month > 12 OR day < 1 OR day > (CASE
                WHEN month IN (4, 6, 9, 11) THEN 30
                WHEN month <> 2 THEN 31
                WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0) THEN 29
                ELSE 28
            END) THEN
                RETURN NULL;
            END IF;
            -- Days since 1970 in the proleptic Gregorian calendar, whose years here begin in March; 400 years on, so that none is negative.
            year := year + 400 - CASE WHEN month <= 2 THEN 1 ELSE 0 END;
            days := year * 365 + year / 4 - year / 100 + year / 400
                + (153 * (month + CASE WHEN month > 2 THEN -3 ELSE 9 END) + 2) / 5 + day - 1 - 719468 - 146097;
            IF length(value) = 10 THEN
                RETURN days * 86400000000;
            END IF;
            hour := substr(value, 12, 2);
            minute := substr(value, 15, 2);
            rest := substr(value, 17);
            IF starts_with(rest, ':') THEN
                second := substr(rest, 2, 2);
                rest := substr(rest, 4);
            END IF;
            zone := ltrim(rest, '.0123456789');
            IF starts_with(rest, '.') THEN
                fraction := rpad(left(substr(rest, 2, length(rest) - length(zone) - 1), 6), 6, '0');
            END IF;
            IF length(zone) > 1 THEN
                IF substr(zone, 2, 2) > '23' OR length(zone) > 3 AND right(zone, 2) > '59' THEN
                    RETURN NULL;
                END IF;
                time_offset := substr(zone, 2, 2)::int * 60 + CASE WHEN length(zone) > 3 THEN right(zone, 2)::int ELSE 0 END;
                IF starts_with(zone, '-') THEN
                    time_offset := -time_offset;
                END IF;
            END IF;
            IF hour > 23 OR minute > 59 OR second > 59 THEN
                RETURN NULL;
            END IF;
            RETURN ((days * 1440::bigint + hour * 60 + minute - time_offset) * 60 + second) * 1000000 + fraction;
        END
        $$;

        -- The text by code points, and in C no letters but those of ASCII have a case.
        CREATE FUNCTION text_like(value text, pattern text, ignoring_case int) RETURNS int
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        BEGIN
            -- A backslash at the very end stands for itself; LIKE refuses it.
            IF (octet_length(pattern) - octet_length(rtrim(pattern, E'\\'))) % 2 = 1 THEN
                pattern := pattern || E'\\';
            END IF;
            IF ignoring_case <> 0 THEN
                RETURN (lower(value COLLATE "C") LIKE lower(pattern COLLATE "C"))::int;
            END IF;
            RETURN (value COLLATE "C" LIKE pattern)::int;
        END
        $$;

        CREATE FUNCTION identifier_text(id uuid) RETURNS text
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN id::text;


        """#
}
