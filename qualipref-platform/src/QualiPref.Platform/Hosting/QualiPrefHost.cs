using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Hosting;

/// <summary>Builds the web host of one service or of all of them: the same libraries in every shape.</summary>
public static class QualiPrefHost
{
    /// <summary>Name of the module whose pages are the root of the origin.</summary>
    public const string Portal = "portal";

    // Nothing that a process reads by these ways changes while it runs. A machine gives one user 128 watchers in all, and all pods of a node may be one user.
    private const string WatchNoSettings = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Runs modules until the process is told to stop.</summary>
    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="modules">The services to run.</param>
    public static Task RunAsync(string[] args, params IReadOnlyList<IServiceModule> modules) => Build(args, modules).RunAsync();

    /// <summary>Builds the host without starting it.</summary>
    /// <param name="args">Command line, read as configuration.</param>
    /// <param name="modules">The services to run.</param>
    public static WebApplication Build(string[] args, params IReadOnlyList<IServiceModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        SystemData.Demand();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [WatchNoSettings, .. args], ContentRootPath = AppContext.BaseDirectory });
        WatchNoAssets(builder.Environment);
        AddPlatform(builder, modules);
        foreach (var module in modules) module.AddServices(builder);
        var app = builder.Build();
        app.Services.KeepMessagesOutOfTheLog();
        UsePlatform(app, modules);
        return app;
    }

    // The address of each asset bears its hash, and whoever computes it asks to be told when the file changes: by a look at it every few seconds, and by no watcher.
    private static void WatchNoAssets(IWebHostEnvironment environment)
    {
        if (environment.WebRootFileProvider is not PhysicalFileProvider assets) return;
        assets.UsePollingFileWatcher = true;
        assets.UseActivePolling = true;
    }

    private static void AddPlatform(WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var configuration = builder.Configuration;
        AddPlainVariables(configuration);
        // A line ends as RFC 9112 §2.2 has it: a proxy in front that reads a bare line feed differently would see other requests than this server.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.ServerLimit;
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        // What is unwell stands in /health and is told where it happens; a probe that asks every few seconds would repeat it as often.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // The handler below tells faults itself; the middleware would log refusals as errors.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // What lives as long as the process and took the catalogue of a request would never see another one: it is refused instead.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = true);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new HostedModules(modules.Select(module => module.Name).ToHashSet(StringComparer.Ordinal)));
        services.AddExceptionHandler<FaultHandler>();
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            // A number is never a string, and the documents say so.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddQualiPrefIdentity(configuration);
        services.AddCatalogue(configuration);
        services.AddValidatedOptions<HostingOptions>(configuration, HostingOptions.Section);
        services.AddOptions<HostOptions>().Configure<IOptions<HostingOptions>>((host, hosting) => host.ShutdownTimeout = hosting.Value.DrainDelay + hosting.Value.StopWithin);
        services.AddSingleton<Stopping>();
        services.AddHealthChecks().AddCheck<Stopping>("stopping", tags: [HealthText.Public, HealthText.Ready]);
        foreach (var module in modules) services.AddQualiPrefOpenApi(module.Name);
        services.AddOutputCache();
        services.AddValidatedOptions<StorageOptions>(configuration, StorageOptions.Section);
        services.AddValidatedOptions<TelemetryOptions>(configuration, TelemetryOptions.Section);
        services.AddSingleton<MongoDatabases>();
        if (modules.Any(module => module.Name == Portal)) services.AddLimits(configuration);
        // Alone, the portal takes requests whether the database answers or not: it keeps there what it reads once a day.
        if (modules.Any(module => module.Name != Portal)) AddPreparationAndMessaging(services, configuration, modules);
        else services.AddHostedService<LoneAuditSealer>();
        // Last of the platform's, so that it is told first after the server and what the services themselves host: requests have ended then.
        services.AddHostedService(provider => provider.GetRequiredService<Stopping>());
        builder.AddQualiPrefTelemetry(modules);
    }

    private static void AddPlainVariables(ConfigurationManager configuration)
    {
        var plain = new Dictionary<string, string?>();
        if (configuration["QUALIPREF_MONGO"] is { Length: > 0 } mongo) plain[$"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}"] = mongo;
        if (configuration["QUALIPREF_RABBITMQ"] is { Length: > 0 } broker) plain[$"{MessagingOptions.Section}:{nameof(MessagingOptions.Broker)}"] = broker;
        // Whoever names an address or, as images do, a port, means it.
        if (configuration["urls"] is null && configuration["http_ports"] is null && configuration["https_ports"] is null) plain["urls"] = "http://127.0.0.1:8080";
        configuration.AddInMemoryCollection(plain);
    }

    private static void AddPreparationAndMessaging(IServiceCollection services, ConfigurationManager configuration, IReadOnlyList<IServiceModule> modules)
    {
        services.AddSingleton<StoragePreparation>();
        services.AddHostedService(provider => provider.GetRequiredService<StoragePreparation>());
        services.AddHealthChecks().AddCheck<StorageHealth>("database", tags: [HealthText.Public, HealthText.Ready]);
        var consumers = new ConsumerList();
        foreach (var module in modules) module.AddConsumers(consumers);
        var options = configuration.GetSection(MessagingOptions.Section).Get<MessagingOptions>() ?? new MessagingOptions();
        services.AddQualiPrefMessaging(options, consumers);
        services.AddWorker<StoredNumberReader>();
        // After the messages, so that it stops before them: what was committed last is still published.
        services.AddHostedService<Workers>();
    }

    private static void UsePlatform(WebApplication app, IReadOnlyList<IServiceModule> modules)
    {
        // A host with a wrong catalogue does not start.
        app.Services.GetRequiredService<LiveCatalogue>();
        app.BelieveTrustedProxies();
        app.MakeAnswersSafe();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => StatusPage.WriteAsync(context.HttpContext));
        app.UseAuthentication();
        if (modules.Any(module => module.Name == Portal)) app.LimitCalls();
        app.UseAuthorization();
        app.RefuseUndeclaredParameters();
        app.UseOutputCache();
        app.RefuseCallsUntilPrepared();
        app.MapHealthChecks("/alive", new() { Predicate = _ => false }).AllowAnybody();
        app.MapHealthChecks("/ready", new() { Predicate = check => check.Tags.Contains(HealthText.Ready), ResponseWriter = HealthText.WriteAsync }).AllowAnybody();
        app.MapHealthChecks("/health", new()
        {
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status200OK },
            ResponseWriter = HealthText.WriteAsync,
        }).AllowAnybody();
        foreach (var module in modules) module.MapEndpoints(GroupOf(app, module));
        app.MapOpenApi("/api/{documentName}/v1/openapi.json").AllowAnybody()
            .CacheOutput(policy => policy.AddPolicy<SameForEverybody>(), excludeDefaultPolicy: true);
    }

    private static IEndpointRouteBuilder GroupOf(WebApplication app, IServiceModule module) => module.Name == Portal
        ? app
        : app.MapGroup($"/api/{module.Name}/v1").WithGroupName(module.Name);
}
