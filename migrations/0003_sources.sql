ALTER TABLE `receipts` ADD `source` text DEFAULT 'native' NOT NULL;--> statement-breakpoint
ALTER TABLE `receipts` ADD `set_aside` integer DEFAULT false NOT NULL;