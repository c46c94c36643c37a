"""What all views share: shell, ids, controls, components, words."""
