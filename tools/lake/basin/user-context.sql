INSERT INTO fareline_user_context_sink SELECT
  event_id,
  event_type,
  occurred_at,
  received_at,
  country,
  region,
  device,
  browser,
  os,
  user_hash,
  filled,
  schema_version
FROM fareline_user_context;
