using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.ActingOnComments;
using QualiPref.Surveys.Features.BalancingIntake;
using QualiPref.Surveys.Features.DecidingOnResponses;
using QualiPref.Surveys.Features.DraftingQuestionnaires;
using QualiPref.Surveys.Features.ErasingComments;
using QualiPref.Surveys.Features.FindingBursts;
using QualiPref.Surveys.Features.ImportingResponses;
using QualiPref.Surveys.Features.KeyingSlips;
using QualiPref.Surveys.Features.ListingResponses;
using QualiPref.Surveys.Features.MaskingOlderAnswers;
using QualiPref.Surveys.Features.ReadingComments;
using QualiPref.Surveys.Features.ReadingQuestionnaires;
using QualiPref.Surveys.Features.RunningKiosks;
using QualiPref.Surveys.Features.RunningWaves;
using QualiPref.Surveys.Features.SortingComments;
using QualiPref.Surveys.Features.SubmittingResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys;

/// <summary>Satisfaction surveys: questionnaires, kiosks and the ledger of answers.</summary>
public sealed class SurveysModule : IServiceModule
{
    internal const string ServiceName = "surveys";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton<SurveysStorage>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<SurveysStorage>());
        services.AddSingleton(provider => new LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded>(
            provider.GetRequiredService<SurveysStorage>().Database,
            provider.GetRequiredService<SurveysStorage>().Responses,
            ResponseMessages.Of,
            provider.GetRequiredService<IMessagePublisher>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded>>>(),
            attempted => provider.GetRequiredService<TouchedDays<ResponseIntake>>().Add(ResponseIntake.DaysOf(attempted))));
        services.AddOutbox<LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded>>(Name, "responses");
        services.AddAudited(Name, "responses", "kiosks", "commentThemes", "questionnaireDrafts", PublishedStore.Collection, "waves");
        services.AddSingleton<ResponseLedger>();
        services.AddHostedService(provider => provider.GetRequiredService<ResponseLedger>());
        services.AddIntakeBalance<ResponseIntake>();
        services.AddSingleton<KioskDirectory>();
        services.AddSingleton<KioskStore>();
        services.AddSilentKiosks(builder.Configuration);
        services.AddSingleton<SequenceTracker>();
        services.AddSingleton<FleetGaps>();
        services.AddSingleton<ResponseReader>();
        services.AddPerCatalogue(catalogue => new QuestionnaireBook(catalogue));
        services.AddScoped<AnswerReader>();
        services.AddScoped<BatchItemReader>();
        services.AddScoped<ItemIntake>();
        services.AddScoped<DecisionJudge>();
        services.AddSingleton<DecisionStore>();
        services.AddPerCatalogue(catalogue => new QuestionnaireDocuments(catalogue));
        services.AddValidatedOptions<SlipOptions>(builder.Configuration, SlipOptions.Section);
        services.AddSingleton<SlipBatchStore>();
        services.AddScoped<SlipReader>();
        services.AddScoped<SlipWithdrawal>();
        services.AddScoped<SlipCorrection>();
        AddComments(builder);
        AddQuestionnaires(builder);
    }

    private static void AddComments(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MaskingStore>();
        services.AddWorker<MaskingWorker>();
        services.AddSingleton<CommentStore>();
        services.AddSingleton<ThemeStore>();
        services.AddScoped<CommentQueryReader>();
        services.AddScoped<CommentActs>();
        services.AddScoped<ActHandler>();
        services.AddErasingComments(builder.Configuration);
        services.AddValidatedOptions<BurstOptions>(builder.Configuration, BurstOptions.Section);
    }

    private void AddQuestionnaires(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddServiceAddresses(builder.Configuration);
        services.AddPublishedQuestionnaires(Name);
        services.AddSingleton<DraftStore>();
        services.AddSingleton<PublicationStore>();
        services.AddSingleton<WaveStore>();
        services.AddWorker<WaveBook>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<WaveBook>());
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers) => consumers.AddIntakeBalance<ResponseIntake>(Name);

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        GettingQuestionnaire.Map(api);
        ListingQuestionnaires.Map(api);
        WritingDrafts.Map(api);
        PublishingDraft.Map(api);
        WritingWaves.Map(api);
        AskingASite.Map(api);
        PuttingResponse.Map(api);
        PostingBatch.Map(api);
        ImportingResponses.Map(api);
        DecidingOnResponse.Map(api);
        DecidingTogether.Map(api);
        ListingResponses.Map(api);
        GroupingAside.Map(api);
        CreatingKiosk.Map(api);
        EnrollingKiosk.Map(api);
        ListingKiosks.Map(api);
        ReadingEnrolment.Map(api);
        ReadingSettings.Map(api);
        ChangingPin.Map(api);
        RenamingKiosk.Map(api);
        RetiringKiosk.Map(api);
        WritingOff.Map(api);
        ImportingFile.Map(api);
        RevokingKiosk.Map(api);
        GettingBalance.Map(api);
        ListingComments.Map(api);
        CountingComments.Map(api);
        ListingReplies.Map(api);
        ActingOnComment.Map(api);
        ForeseeingErasure.Map(api);
        ListingThemes.Map(api);
        ListingBursts.Map(api);
        WritingThemes.Map(api);
        KeepingBatches.Map(api);
        KeyingSlip.Map(api);
        CheckingSlip.Map(api);
        ListingBatches.Map(api);
        api.MapParked(Name);
        api.MapAudit(Name);
    }
}
