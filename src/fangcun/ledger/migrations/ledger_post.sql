-- Writes transfers into the books: all of them, or none and the reason. One round trip, whatever their number.
--
-- t_*: the transfers, one array element each. e_*: their entries in order; e_transfer counts the transfers from 1.
-- Answers one row for each transfer in order (its id, whether it is new), or a single row with a refusal.
CREATE FUNCTION ledger_post(
  who bigint, booked timestamptz,
  t_key text[], t_digest text[], t_kind text[], t_memo text[], t_reference text[], t_at timestamptz[],
  t_expires timestamptz[], t_undoes bigint[], t_settles bigint[], t_exchange boolean[],
  e_transfer int[], e_account bigint[], e_amount bigint[]
) RETURNS TABLE (made bigint, is_new boolean, refusal text, subject text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ids bigint[];       -- of the transfers, as numbered by the caller
  fresh bigint[];     -- those of them that this call claimed the key of
  whole boolean;      -- whether that is all of them
  line record;
  at_account bigint[] := '{}'; at_shard int[] := '{}'; at_seq bigint[] := '{}'; at_balance bigint[] := '{}';
  shard_here int; balance_after bigint; entries_after bigint;
  failed text; about text;
BEGIN
  -- Many may write at once; who closes a period waits for them and keeps them out (1818518631: "ledg").
  PERFORM pg_advisory_xact_lock_shared(1818518631, who::int);

  -- Claim the keys. A second caller with the same key waits here for the first one's end.
  ids := ARRAY(SELECT nextval('ledger_transfer_id_seq') FROM generate_subscripts(t_key, 1));
  WITH claimed AS (
    INSERT INTO ledger_transfer (id, tenant_id, key, digest, kind, memo, reference, at, booked_at, expires_at,
                                 undoes_id, settles_id, exchange)
    SELECT t.id, who, t.key, t.digest, t.kind, t.memo, t.reference, t.at, booked, t.expires, t.undoes, t.settles, t.ex
    FROM unnest(ids, t_key, t_digest, t_kind, t_memo, t_reference, t_at, t_expires, t_undoes, t_settles, t_exchange)
      AS t(id, key, digest, kind, memo, reference, at, expires, undoes, settles, ex)
    ORDER BY t.key
    ON CONFLICT (tenant_id, key) DO NOTHING
    RETURNING id
  ) SELECT coalesce(array_agg(id), '{}') INTO fresh FROM claimed;
  whole := cardinality(fresh) = cardinality(ids);

  IF NOT whole THEN
    SELECT t.key INTO about FROM unnest(ids, t_key, t_digest) AS t(id, key, digest)
      JOIN ledger_transfer old ON old.tenant_id = who AND old.key = t.key
      WHERE old.id <> t.id AND old.digest <> t.digest LIMIT 1;
    IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'key', DETAIL = about; END IF;
  END IF;

  -- Nothing new before the end of a closed period.
  SELECT p.ends_at::text INTO about FROM ledger_period p
    WHERE p.tenant_id = who AND p.ends_at > (
      SELECT min(t.at) FROM unnest(ids, t_at) AS t(id, at) WHERE whole OR t.id = ANY (fresh))
    ORDER BY p.ends_at DESC LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'closed', DETAIL = about; END IF;

  -- Every account is this tenant's and may be moved so; units do not mix, and each sums to zero.
  SELECT CASE WHEN unknown IS NOT NULL THEN 'account' WHEN misused IS NOT NULL THEN 'reserved'
              WHEN mixed THEN 'units' ELSE 'unbalanced' END,
         coalesce(unknown, misused, number)::text
    INTO failed, about FROM (
      SELECT e.number, min(e.account) FILTER (WHERE a.id IS NULL) AS unknown,
             min(e.account) FILTER (WHERE (a.reserved = 'held' AND t.expires IS NULL AND t.settles IS NULL)
                                       OR (a.reserved = 'exchange' AND NOT t.ex)) AS misused,
             count(*) OVER (PARTITION BY e.number) > 1 AND NOT bool_or(t.ex) AS mixed,
             sum(e.amount) <> 0 AS unbalanced
      FROM unnest(e_transfer, e_account, e_amount) AS e(number, account, amount)
      JOIN unnest(ids, t_expires, t_settles, t_exchange) WITH ORDINALITY AS t(id, expires, settles, ex, number)
        ON t.number = e.number
      LEFT JOIN ledger_account a ON a.id = e.account AND a.tenant_id = who
      WHERE whole OR t.id = ANY (fresh)
      GROUP BY e.number, a.unit
    ) AS looked WHERE unknown IS NOT NULL OR misused IS NOT NULL OR mixed OR unbalanced LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = failed, DETAIL = about; END IF;

  -- Move the balances: always in the same order, so that nobody waits in a circle, and hot accounts last.
  -- low and high are where the balance would stand at worst on the way through the entries.
  FOR line IN
    SELECT e.account, a.shards, sum(e.amount) AS total, count(*) AS number, min(e.so_far) AS low, max(e.so_far) AS high
    FROM (
      SELECT account, amount, sum(amount) OVER (PARTITION BY account ORDER BY place) AS so_far
      FROM unnest(e_transfer, e_account, e_amount) WITH ORDINALITY AS x(number, account, amount, place)
      WHERE whole OR ids[x.number] = ANY (fresh)
    ) AS e JOIN ledger_account a ON a.id = e.account
    GROUP BY e.account, a.shards ORDER BY a.shards, e.account
  LOOP
    shard_here := pg_backend_pid() % line.shards;
    UPDATE ledger_balance b SET balance = b.balance + line.total, entries = b.entries + line.number
      WHERE b.account_id = line.account AND b.shard = shard_here
        AND (NOT b.guarded OR b.side = 1 AND b.balance + line.low >= 0 OR b.side = -1 AND b.balance + line.high <= 0)
      RETURNING b.balance, b.entries INTO balance_after, entries_after;
    IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'funds', DETAIL = line.account; END IF;
    at_account := at_account || line.account; at_shard := at_shard || shard_here;
    at_seq := at_seq || entries_after - line.number; at_balance := at_balance || balance_after - line.total::bigint;
  END LOOP;

  INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after)
    SELECT ids[e.number], e.account, l.shard, l.seq + row_number() OVER way, e.amount,
           l.balance + sum(e.amount) OVER way
    FROM unnest(e_transfer, e_account, e_amount) WITH ORDINALITY AS e(number, account, amount, place)
    JOIN unnest(at_account, at_shard, at_seq, at_balance) AS l(account, shard, seq, balance) ON l.account = e.account
    WHERE whole OR ids[e.number] = ANY (fresh)
    WINDOW way AS (PARTITION BY e.account ORDER BY e.place)
    ORDER BY e.place;

  IF whole THEN
    RETURN QUERY SELECT t, true, NULL::text, NULL::text FROM unnest(ids) AS t;
  ELSE
    RETURN QUERY SELECT held.id, held.id = t.id, NULL::text, NULL::text
      FROM unnest(ids, t_key) WITH ORDINALITY AS t(id, key, place)
      JOIN ledger_transfer held ON held.tenant_id = who AND held.key = t.key ORDER BY t.place;
  END IF;
EXCEPTION
  -- All that was written above is undone; the caller's own transaction goes on, and the keys stay free.
  WHEN SQLSTATE 'LG001' THEN
    GET STACKED DIAGNOSTICS failed = MESSAGE_TEXT, about = PG_EXCEPTION_DETAIL;
    RETURN QUERY SELECT NULL::bigint, NULL::boolean, failed, about;
  WHEN unique_violation OR check_violation OR numeric_value_out_of_range THEN
    GET STACKED DIAGNOSTICS about = CONSTRAINT_NAME;
    RETURN QUERY SELECT NULL::bigint, NULL::boolean, 'constraint'::text, about;
END $$
