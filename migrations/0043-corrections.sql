-- The words of a version that is no longer in use are corrected in place: reports of older cycles are answered and read in it.
alter table forms.designs add column corrects boolean not null default false;
comment on column forms.designs.corrects is 'Whether it corrects the words of its base version in place, and does not become a new version.';
