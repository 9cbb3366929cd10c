using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using QualiPref.Complaints.Features.Balancing;
using QualiPref.Complaints.Features.ChangingComplaints;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.PrintingLetters;
using QualiPref.Complaints.Features.ProvingDeadlines;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Features.TrackingComplaints;
using QualiPref.Complaints.Features.WritingTemplates;
using QualiPref.Complaints.Sending;
using QualiPref.Complaints.Storage;
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
        services.AddAudited(Name, "cases", "letterTemplates");
        services.AddIntakeBalance<CaseIntake>();
        services.AddSingleton<CaseStore>();
        services.AddWorker<LettersOfBefore>();
        services.AddValidatedOptions<MailOptions>(builder.Configuration, MailOptions.Section);
        services.AddScoped<SendingHours>();
        services.AddScoped<DeliveryChoice>();
        services.AddScoped<Writing>();
        services.AddScoped<TakingBack>();
        services.AddSingleton<DueLetters>();
        services.AddSingleton<MailServer>();
        SendingTelemetry.AddTo(services);
        services.AddWorker<LetterSender>();
        services.AddScoped<CaseReader>();
        services.AddSingleton<PrintStore>();
        services.AddOverdueCases();
        services.AddSingleton<LetterTemplateStore>();
        services.AddSingleton<IStorageSetup, ShippedLetters>();
        services.AddScoped<SitePromises>();
        services.AddValidatedOptions<FilingOptions>(builder.Configuration, FilingOptions.Section);
        services.AddSingleton<FilingProofs>();
        AddKioskTokens(builder);
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers) => consumers.AddIntakeBalance<CaseIntake>(Name);

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ProvingFilings.Map(api);
        FilingComplaints.Map(api);
        TrackingComplaints.Map(api);
        ListingComplaints.Map(api);
        CountingComplaints.Map(api);
        FindingNeighbours.Map(api);
        ReadingComplaint.Map(api);
        ChangingComplaints.Map(api);
        SendingLetters.Map(api);
        ProvingDeadlines.Map(api);
        CountingWorkingDays.Map(api);
        WritingTemplates.Map(api);
        PrintingLetters.Map(api);
        DecidingOnTemplates.Map(api);
        FillingTemplates.Map(api);
        Balancing.Map(api);
        api.MapParked(Name);
        api.MapAudit(Name);
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
