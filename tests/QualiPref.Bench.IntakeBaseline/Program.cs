using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;

await QualiPrefHost.RunAsync(
    args, new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule());
