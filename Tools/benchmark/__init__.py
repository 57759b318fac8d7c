"""What Tools/bench measures, part by part: workload, limits, peers, figures, report."""
