package io.vehicletelemetry.examples.dashboard.demo;

import java.util.Map;

/** What a WiCAN dongle in grouped mode reads from a car with a diesel engine, sensors that are not there included. */
final class WicanPayload {
    private WicanPayload() {}

    static Map<String, Number> of(SimulatedCar car) {
        double air = 95;
        double intake = air + car.load() * 0.9;
        return new Rounded()
                .put("01-MonitorStatus", 0)
                .put("04-CalcEngineLoad", car.load())
                .put("05-EngineCoolantTemp", car.coolant(), 1)
                .put("0B-IntakeManiAbsPress", intake, 1)
                .put("0C-EngineRPM", car.rpm(), 4)
                .put("0D-VehicleSpeed", car.speed(), 1)
                .put("0F-IntakeAirTemperature", car.ambient() + 12, 1)
                .put("10-MAFAirFlowRate", car.rpm() * intake / air * 0.009)
                .put("11-ThrottlePosition", 79.22)
                .put("13-OxySensorsPresent_2Banks", 0)
                .put("1C-OBDStandard", 0)
                .put("1F-TimeSinceEngStart", Math.floor(car.engineSeconds()))
                .put("20-PIDsSupported_21_40", 0)
                .put("21-DistanceMILOn", 0)
                .put("23-FuelRailGaug", 22_000 + car.rpm() * 6 + car.load() * 500, 1)
                .put("24-OxySensor1_FAER", 0.23)
                .put("24-OxySensor1_Volt", 1.88)
                .put("25-OxySensor2_FAER", 0.24)
                .put("30-WarmUpsSinceCodeClear", 173)
                .put("31-DistanceSinceCodeClear", 3516 + Math.floor(car.distance()))
                .put("33-AbsBaroPres", air)
                .put("40-PIDsSupported_41_60", 0)
                .put("41-MonStatusDriveCycle", 0)
                .put("42-ControlModuleVolt", car.voltage())
                .put("45-RelThrottlePos", 65.88)
                .put("46-AmbientAirTemp", car.ambient(), 1)
                .put("49-AbsThrottlePosD", 14.51 + car.load() * 0.6)
                .put("4A-AbsThrottlePosE", 14.12 + car.load() * 0.6)
                .put("4C-CmdThrottleAct", 100)
                .put("4F-Max_FAER", 32)
                .put("4F-Max_OxySensVol", 0)
                .put("4F-Max_OxySensCrnt", 0)
                .put("4F-Max_IntManiAbsPres", 0)
                .put("60-PIDsSupported_61_80", 0)
                .put("67-EngineCoolantTemp1", car.coolant(), 1)
                .put("67-EngineCoolantTemp2", -40)
                .put("69-CmdEGR_EGRError", 0)
                .put("77-ChargeAirCoolerTemperature", 0)
                .put("78-EGT_Bank1", 0)
                .put("80-PIDsSupported_81_A0", 0)
                .put("8B-DieselAftertreatment", 0)
                .values();
    }
}
