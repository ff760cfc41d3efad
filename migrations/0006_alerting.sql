CREATE TABLE `alert_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`name` text NOT NULL,
	`condition` text NOT NULL,
	`priority` text NOT NULL,
	`quiet_hours` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `alert_rules_scope` ON `alert_rules` (`scope`,`created_at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`message_id` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`last_status` integer,
	`last_error` text,
	`last_attempt_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_message` ON `webhook_deliveries` (`endpoint_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_scope` ON `webhook_deliveries` (`scope`,`id`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`url` text NOT NULL,
	`description` text NOT NULL,
	`kinds` text NOT NULL,
	`secrets` text NOT NULL,
	`disabled_reason` text,
	`created_at` integer NOT NULL,
	`last_delivered_at` integer
);
--> statement-breakpoint
CREATE INDEX `webhook_endpoints_scope` ON `webhook_endpoints` (`scope`,`created_at`);--> statement-breakpoint
ALTER TABLE `alerts` ADD `priority` text DEFAULT 'P3' NOT NULL;--> statement-breakpoint
ALTER TABLE `alerts` ADD `rule_id` text;--> statement-breakpoint
CREATE INDEX `alerts_subject` ON `alerts` (`scope`,`kind`,`subject`,`at`);