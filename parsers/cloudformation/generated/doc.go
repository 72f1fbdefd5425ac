// Package generated knows what tools say of the templates that they write: by where they put them, and in the manifest
// of a cloud assembly of CDK beside them.
package generated
