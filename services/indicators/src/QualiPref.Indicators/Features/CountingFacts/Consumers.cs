using MassTransit;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>Takes what <c>surveys</c> publishes.</summary>
internal sealed class SurveyResponsesConsumer(FactIntake intake, Catalogue catalogue) : IConsumer<SurveyResponsesRecorded>
{
    public Task Consume(ConsumeContext<SurveyResponsesRecorded> context) =>
        intake.TakeAsync(AnswerFacts.Read(context.Message, catalogue), context.CancellationToken);
}

/// <summary>Takes what <c>complaints</c> publishes.</summary>
internal sealed class ComplaintsConsumer(FactIntake intake, Catalogue catalogue) : IConsumer<ComplaintsChanged>
{
    public Task Consume(ConsumeContext<ComplaintsChanged> context) =>
        intake.TakeAsync(CaseFacts.Read(context.Message, catalogue), context.CancellationToken);
}
