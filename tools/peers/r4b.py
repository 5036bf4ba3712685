"""Reads FHIR resources, a line of JSON each, and says what is wrong with them.

By the models of R4B: for these resources it differs from R4 in nothing that we write.
Ends with 1 when anything is wrong; the last line counts what was read.
"""

import json
import sys

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.capabilitystatement import CapabilityStatement
from fhir.resources.R4B.operationoutcome import OperationOutcome
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

MODELS = {
    model.__name__: model
    for model in (Bundle, CapabilityStatement, OperationOutcome, Questionnaire, QuestionnaireResponse)
}

read = wrong = 0
for line in sys.stdin:
    resource = json.loads(line)
    read += 1
    try:
        MODELS[resource["resourceType"]].model_validate(resource)
    except Exception as why:  # whatever a model objects to
        wrong += 1
        print(f"{resource['resourceType']} {resource.get('id', '')}: {why}")
print(f"{read} read, {wrong} wrong")
sys.exit(1 if wrong else 0)
