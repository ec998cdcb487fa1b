-- Once, on the primary, as its administrator: deploy/three-nodes/place node-1.env fills it in and says where it lies.
-- Here nobody waits for the standby: it is made from this server, and not there yet.
SET synchronous_commit = local;
-- The nodes come as multaqa, who owns the database and nothing else; the standby comes as replicator.
CREATE ROLE multaqa LOGIN PASSWORD '@PG_PASSWORD@';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD '@PG_REPLICATION_PASSWORD@';
CREATE DATABASE multaqa OWNER multaqa ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';
-- The log is kept until the standby has it.
SELECT pg_create_physical_replication_slot('node_2');
