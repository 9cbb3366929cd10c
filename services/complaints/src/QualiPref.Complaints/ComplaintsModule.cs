using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Features.AttachingFiles;
using QualiPref.Complaints.Features.Balancing;
using QualiPref.Complaints.Features.ChangingComplaints;
using QualiPref.Complaints.Features.ErasingCases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.HearingPersons;
using QualiPref.Complaints.Features.KeepingCases;
using QualiPref.Complaints.Features.PrintingCases;
using QualiPref.Complaints.Features.PrintingLetters;
using QualiPref.Complaints.Features.ProvingDeadlines;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Features.SharingCases;
using QualiPref.Complaints.Features.SplittingCases;
using QualiPref.Complaints.Features.TakingMessages;
using QualiPref.Complaints.Features.TrackingComplaints;
using QualiPref.Complaints.Features.WritingTemplates;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.TakingMail;
using QualiPref.Complaints.Templates;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints;

/// <summary>Complaints, suggestions and thanks: from the filing to the answer, with the due date and its proof.</summary>
public sealed class ComplaintsModule : IServiceModule
{
    internal const string ServiceName = "complaints";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton<ComplaintsStorage>();
        services.AddSingleton<IStorageSetup>(provider => provider.GetRequiredService<ComplaintsStorage>());
        services.AddSingleton(OutboxOf);
        services.AddOutbox<AggregateOutbox<CaseDocument, ComplaintsChanged>>(Name, "cases");
        services.AddAudited(Name, "cases", "letterTemplates", "disposalSlips");
        services.AddIntakeBalance<CaseIntake>();
        services.AddSingleton<CaseStore>();
        services.AddScoped<CaseReader>();
        services.AddScoped<SitePromises>();
        services.AddOverdueCases();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<CheckStore>();
        services.AddSingleton<ProcedureStore>();
        services.AddSingleton<OpenCases>();
        AddFiling(builder);
        AddLetters(builder);
        AddErasing(builder);
        AddKioskTokens(builder);
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers) => consumers.AddIntakeBalance<CaseIntake>(Name);

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ProvingFilings.Map(api);
        FilingComplaints.Map(api);
        ListingFilings.Map(api);
        AttachingFiles.Map(api);
        AddingFiles.Map(api);
        ReadingFiles.Map(api);
        TrackingComplaints.Map(api);
        TakingMessages.Map(api);
        ReviewingAnswers.Map(api);
        KeepingPromises.Map(api);
        ListingComplaints.Map(api);
        CountingComplaints.Map(api);
        MarkingComplaints.Map(api);
        FindingNeighbours.Map(api);
        FindingOthersOfPerson.Map(api);
        ReadingComplaint.Map(api);
        ChangingComplaints.Map(api);
        SettlingChecks.Map(api);
        Splitting.Map(api);
        NotingProcedures.Map(api);
        SendingLetters.Map(api);
        KeepingDrafts.Map(api);
        SeeingWhoIsThere.Map(api);
        ProvingDeadlines.Map(api);
        CountingWorkingDays.Map(api);
        WritingTemplates.Map(api);
        PrintingLetters.Map(api);
        PrintingCases.Map(api);
        DecidingOnTemplates.Map(api);
        FillingTemplates.Map(api);
        Balancing.Map(api);
        ErasingCases.Map(api);
        FindingPersons.Map(api);
        ExportingPersons.Map(api);
        LegalHolds.Map(api);
        RetainingCases.Map(api);
        DisposalSlips.Map(api);
        api.MapParked(Name);
        api.MapAudit(Name);
    }

    private static void AddFiling(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<FilingOptions>(builder.Configuration, FilingOptions.Section);
        services.AddSingleton<FilingProofs>();
        services.AddScoped<CaseFiling>();
        services.AddAttachments(builder.Configuration);
        services.AddSingleton<MessageStore>();
        services.AddSingleton<PersonWords>();
        services.AddScoped<MessageIntake>();
        services.AddMailboxes(builder.Configuration);
    }

    private static void AddLetters(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWorker<LettersOfBefore>();
        services.AddSingleton<LetterTemplateStore>();
        services.AddSingleton<IStorageSetup, ShippedLetters>();
        services.AddScoped<Writing>();
        services.AddScoped<TakingBack>();
        services.AddSingleton<PrintStore>();
        services.AddValidatedOptions<MailOptions>(builder.Configuration, MailOptions.Section);
        services.AddScoped<SendingHours>();
        services.AddScoped<DeliveryChoice>();
        services.AddSingleton<DueLetters>();
        services.AddSingleton<MailServer>();
        SendingTelemetry.AddTo(services);
        services.AddWorker<LetterSender>();
    }

    private static void AddErasing(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<PersonSearch>();
        services.AddSingleton<ErasureStore>();
        services.AddScoped<Erasing>();
        services.AddSingleton<IStorageSetup, RestoredErasures>();
        services.AddValidatedOptions<RetentionOptions>(builder.Configuration, RetentionOptions.Section);
        services.AddSingleton<RetentionStore>();
        services.AddScoped<Elimination>();
        services.AddSingleton<SlipBell>();
        services.AddWorker<RetentionWorker>();
        DueForElimination.AddTo(services);
    }

    private static void AddKioskTokens(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<HeardEnrolments>();
        services.AddServiceAddresses(builder.Configuration);
        var client = services.AddServiceClient<KioskTokens>(ServiceNames.Surveys).AsService(ServiceName);
        services.Configure<HttpStandardResilienceOptions>($"{client.Name}-standard", resilience =>
        {
            // Once, and soon: it is asked for a person who waits.
            resilience.Retry.MaxRetryAttempts = 1;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
        });
    }

    private static AggregateOutbox<CaseDocument, ComplaintsChanged> OutboxOf(IServiceProvider services)
    {
        var storage = services.GetRequiredService<ComplaintsStorage>();
        return new AggregateOutbox<CaseDocument, ComplaintsChanged>(
            storage.Database,
            storage.Cases,
            services.GetRequiredService<IMessagePublisher>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<AggregateOutbox<CaseDocument, ComplaintsChanged>>>(),
            attempted => services.GetRequiredService<TouchedDays<CaseIntake>>().Add(CaseIntake.DaysOf(attempted)));
    }
}
