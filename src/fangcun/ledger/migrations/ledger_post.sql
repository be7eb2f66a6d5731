-- Writes transfers into the books: all of them, or none and the reason. One round trip, whatever their number.
--
-- batch: "booked", the moment of booking; "orders", an array of [key, digest, kind, memo, reference, at, expires_at,
-- ends, exchange]; and as texts of arrays, which are read fastest:
--   e_*: the entries in order: of which transfer (from 1), on which of the accounts below (from 1), the how manyth
--        there, the amount, and the sum of that account's entries so far;
--   m_*: each account once, by id: how many entries, their sum, and the lowest and highest sum on the way.
-- It counts on READ COMMITTED: each statement sees what others committed before it. Once released, this file stays as it
-- is; a later migration brings the next version.
-- Answers the ids and whether they are new, or a refusal and what it is about.
CREATE FUNCTION ledger_post(
  who bigint, batch jsonb,
  OUT made bigint[], OUT is_new boolean, OUT refusal text, OUT subject text
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  booked timestamptz := batch ->> 'booked';
  orders jsonb := batch -> 'orders';
  e_order int[] := batch ->> 'e_order';
  e_slot int[] := batch ->> 'e_slot';
  e_nth int[] := batch ->> 'e_nth';
  e_amount bigint[] := batch ->> 'e_amount';
  e_so_far bigint[] := batch ->> 'e_so_far';
  m_account bigint[] := batch ->> 'm_account';
  m_entries int[] := batch ->> 'm_entries';
  m_total bigint[] := batch ->> 'm_total';
  m_low bigint[] := batch ->> 'm_low';
  m_high bigint[] := batch ->> 'm_high';
  n int := jsonb_array_length(orders);
  o jsonb; id_of bigint; same boolean; known int := 0;
  closed timestamptz;
  m_shard int[]; m_balance bigint[]; m_before bigint[]; m_unit text[];
  balance_now bigint; entries_now bigint; shard_here int; unit_here text; reserved_here text;
BEGIN
  -- Many may write at once; who closes a period waits for them and keeps them out (1818518631: "ledg").
  PERFORM pg_advisory_xact_lock_shared(1818518631, who::int);
  SELECT max(p.ends_at) INTO closed FROM ledger_period p WHERE p.tenant_id = who;

  -- Claim the keys. A second caller with the same key waits here for the first one's end.
  FOR i IN 1..n LOOP
    o := orders -> (i - 1);
    INSERT INTO ledger_transfer (tenant_id, key, digest, kind, memo, reference, at, booked_at, expires_at, ends_id,
                                 exchange)
      VALUES (who, o ->> 0, o ->> 1, o ->> 2, o ->> 3, o ->> 4, (o ->> 5)::timestamptz, booked,
              (o ->> 6)::timestamptz, (o ->> 7)::bigint, (o ->> 8)::boolean)
      ON CONFLICT DO NOTHING RETURNING id INTO id_of;
    IF id_of IS NULL THEN
      SELECT t.id, t.digest = o ->> 1 INTO id_of, same FROM ledger_transfer t
        WHERE t.tenant_id = who AND t.key = o ->> 0;
      IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'ended'; END IF;
      IF NOT same THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'key', DETAIL = o ->> 0; END IF;
      known := known + 1;
    ELSIF (o ->> 5)::timestamptz < closed THEN
      RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'closed', DETAIL = closed;
    END IF;
    made[i] := id_of;
  END LOOP;
  is_new := known = 0;
  IF known = n THEN RETURN; END IF;
  IF known > 0 THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'partly'; END IF;

  -- Move the balances, each only as far as it may go.
  FOR i IN 1..cardinality(m_account) LOOP
    UPDATE ledger_balance b SET balance = b.balance + m_total[i], entries = b.entries + m_entries[i]
      FROM ledger_account a
      WHERE a.id = m_account[i] AND a.tenant_id = who
        AND b.account_id = m_account[i] AND b.shard = pg_backend_pid() % a.shards
        AND b.balance + m_low[i] >= b.floor AND b.balance + m_high[i] <= b.ceiling
      RETURNING b.balance, b.entries, b.shard, a.unit, a.reserved
        INTO balance_now, entries_now, shard_here, unit_here, reserved_here;
    IF NOT FOUND THEN
      SELECT CASE WHEN b.floor = 0 AND b.balance + m_low[i] < 0 OR b.ceiling = 0 AND b.balance + m_high[i] > 0
             THEN 'funds' ELSE 'range' END INTO refusal
        FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
        WHERE a.id = m_account[i] AND a.tenant_id = who LIMIT 1;
      RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = coalesce(refusal, 'account'), DETAIL = m_account[i];
    END IF;
    -- Waiting accounts are only moved by holds and what ends them, exchange accounts by exchanges: one at a time.
    IF reserved_here <> '' AND (n > 1
        OR reserved_here = 'held' AND (o ->> 6) IS NULL AND (o ->> 7) IS NULL
        OR reserved_here = 'exchange' AND NOT (o ->> 8)::boolean) THEN
      RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'reserved', DETAIL = m_account[i];
    END IF;
    m_shard[i] := shard_here; m_unit[i] := unit_here;
    m_balance[i] := balance_now - m_total[i]; m_before[i] := entries_now - m_entries[i];
  END LOOP;

  -- Units meet only in an exchange, and there each sums to zero.
  IF m_unit[1] <> ANY (m_unit) THEN
    PERFORM FROM (
      SELECT e_order[i] AS number, sum(e_amount[i]) AS total FROM generate_subscripts(e_order, 1) AS i
      GROUP BY e_order[i], m_unit[e_slot[i]]
    ) AS sums GROUP BY number HAVING bool_or(total <> 0) OR count(*) > 1 AND NOT (n = 1 AND (o ->> 8)::boolean);
    IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'units'; END IF;
  END IF;

  INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after)
    SELECT made[e_order[i]], m_account[e_slot[i]], m_shard[e_slot[i]], m_before[e_slot[i]] + e_nth[i], e_amount[i],
           m_balance[e_slot[i]] + e_so_far[i]
    FROM generate_subscripts(e_order, 1) AS i;
EXCEPTION
  -- All that was written above is undone; the caller's own transaction goes on, and the keys stay free.
  WHEN SQLSTATE 'LG001' THEN
    GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, subject = PG_EXCEPTION_DETAIL;
  WHEN check_violation OR numeric_value_out_of_range THEN
    GET STACKED DIAGNOSTICS subject = CONSTRAINT_NAME;
    refusal := 'constraint';
END $$;
