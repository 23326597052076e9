import report

report.show([18, 21, 24])
