from school.lessons import plan

plan.show()
